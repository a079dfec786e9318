import type { Language } from '../../core/text.js';
import type { Manifest } from '../manifest.js';

/**
 * What the papers of a release are made from: its record alone, so that anybody who holds the manifest can make them
 * again and compare them byte by byte. Neither hashes of papers nor seal are in it.
 */
export type PackFacts = Omit<Manifest, 'evidence' | 'signer' | 'seal'>;

/** One paper of the evidence pack. Pure: the same record gives the same bytes. */
export interface Artefact {
  name: string; // file in the evidence folder
  title: Readonly<Record<Language, string>>;
  /** What it is for, in one sentence. */
  summary: Readonly<Record<Language, string>>;
  render(facts: PackFacts): string;
}

/** A sentence in the language of the pack. */
export type Say = (en: string, zh: string) => string;

export function sayIn(language: Language): Say {
  return (en, zh) => (language === 'zh' ? zh : en);
}

/** A field of the dataset as the policy states it; null where it says nothing. */
export function stated(facts: PackFacts, field: string): string | null {
  const value = facts.dataset[field];
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** A note of the dataset (`dataset.notes`); null where there is none. */
export function noted(facts: PackFacts, field: string): string | null {
  const { notes } = facts.dataset;
  const value =
    typeof notes === 'object' && notes !== null ? (notes as Record<string, unknown>)[field] : null;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
