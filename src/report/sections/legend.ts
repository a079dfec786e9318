import { html } from '../html.js';
import type { DrawSection } from '../page.js';

/** The words of the field, for readers who meet them for the first time. */
export const legend: DrawSection = ({ data, say }) => {
  const lines = [
    say('legendQuasi'),
    say('legendClass'),
    say('legendL'),
    say('legendGrade'),
    say('legendHidden', { below: data.hideBelow - 1, least: data.hideBelow }),
    say('legendSource', { source: data.release.source }),
  ];
  return {
    title: say('legendTitle'),
    body: html`<ul class="legend">${lines.map((line) => html`<li>${line}</li>`)}</ul>`,
  };
};
