import type { TablesPolicy } from '../policy/index.js';
import type { HistoryFinding, JoinFinding } from '../release/index.js';
import { historyRisk, joinCounts, joinedRisk } from '../risk/index.js';
import type { LinkCounts } from './links.js';
import type { StagedRelease } from './release.js';

interface Link extends LinkCounts {
  table: string;
  name: string; // table.column
  suppressed: number;
}

/**
 * What the tables of a release tell together: every two columns of one domain, joined before and after, with the classes
 * of the join; and for every domain of persons what all its tables say of one. Throws `joined-too-large`.
 */
export function joinsOf(
  { tables }: TablesPolicy,
  staged: readonly StagedRelease[],
  required: number,
): { joins: JoinFinding[]; history: HistoryFinding[] } {
  const links = staged.flatMap(({ outcome }, at): Link[] => {
    const table = tables[at]!.name;
    const { suppressed } = outcome.evidence.counts;
    return outcome.links.map((link) => ({ ...link, table, name: `${table}.${link.column}`, suppressed }));
  });
  const joins: JoinFinding[] = [];
  links.forEach((one, at) => {
    for (const other of links.slice(at + 1)) {
      const forth = refers(tables, one, other);
      const back = refers(tables, other, one);
      if (one.domain !== other.domain && !forth && !back) continue;
      joins.push(back && !forth ? join(other, one, true, required) : join(one, other, forth, required));
    }
  });
  return { joins, history: histories(links, required) };
}

function refers(tables: TablesPolicy['tables'], child: Link, parent: Link): boolean {
  const references = tables.find(({ name }) => name === child.table)?.references ?? [];
  return references.some(
    (one) =>
      one.column === child.column && one.parent.table === parent.table && one.parent.column === parent.column,
  );
}

function join(left: Link, right: Link, reference: boolean, required: number): JoinFinding {
  const unit = left.unit === 'persons' && right.unit === 'persons' ? 'persons' : 'records';
  const keyed = ({ name, after: histogram }: Link) => ({ name, histogram });
  return {
    left: left.name,
    right: right.name,
    reference,
    unit,
    before: joinCounts(left.before, right.before),
    after: joinCounts(left.after, right.after),
    risk: joinedRisk(keyed(left), keyed(right), unit, required),
    suppressed: left.suppressed + (right.table === left.table ? 0 : right.suppressed),
  };
}

function histories(links: readonly Link[], required: number): HistoryFinding[] {
  const domains = new Map<string, Link[]>();
  for (const link of links) {
    if (link.unit !== 'persons') continue;
    domains.set(link.domain, [...(domains.get(link.domain) ?? []), link]);
  }
  return [...domains.values()]
    .filter((list) => list.length > 1)
    .map((list) => ({
      tables: list.map(({ name }) => name),
      ...historyRisk(
        list.map(({ after }) => after),
        required,
      ),
    }));
}
