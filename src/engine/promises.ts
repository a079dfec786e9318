import type { Plan } from '../core/plan.js';
import { hierarchyKinds } from '../hierarchies/index.js';
import { modelNamed } from '../models/index.js';
import { buildHierarchy } from '../plan/index.js';
import type { LabelShares, Promised } from '../risk/index.js';
import type { Fit, SearchedColumn } from './fit.js';

/**
 * The models of a plan, with the hierarchy of each sensitive column where it has one. Without `readFile` (a release that is
 * verified elsewhere) hierarchies from files are left out.
 */
export function promisedModels(plan: Plan, readFile: ((path: string) => string) | null): Promised[] {
  return plan.privacy.models.map(({ model, params, column }) => {
    const planned = plan.columns.find(({ name }) => name === column)?.hierarchy;
    return {
      model: modelNamed(model),
      params,
      ...(column === undefined ? {} : { column }),
      ...(planned && readFile ? { hierarchy: buildHierarchy(planned, hierarchyKinds, readFile) } : {}),
    };
  });
}

/** What each label stands for, by the hierarchies: of a label that stands at several levels, the greatest share. */
export function labelShares(fit: Fit, searched: readonly SearchedColumn[]): Map<string, LabelShares> {
  return new Map(
    searched.map(({ column }, slot) => {
      const { labels, shares, domain } = fit.levels[slot]!;
      const shareOf = new Map<string, number>();
      labels.forEach((texts, level) => {
        for (const [code, text] of texts.entries())
          shareOf.set(text, Math.max(shareOf.get(text) ?? 0, shares[level]![code]!));
      });
      return [column.name, { domain, shareOf }];
    }),
  );
}
