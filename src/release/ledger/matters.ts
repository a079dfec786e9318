/** What the ledger keeps account of. */
export type Matter = 'release' | 'request' | 'key';

type Steps = Readonly<Record<string, { from: readonly (string | null)[]; to: string | null }>>;

/**
 * What may follow what; `to: null` leaves the state as it is. A release: draft → published → suspended → withdrawn →
 * destroyed; `resumed` ends a suspension. A draft may follow a withdrawal where the policy accepts
 * that by name: what the ledger allows is what may have happened, what a run may do is decided before it.
 */
const steps = {
  release: {
    draft: { from: [null, 'draft', 'withdrawn', 'destroyed'], to: 'draft' },
    published: { from: ['draft'], to: 'published' },
    delivered: { from: ['published'], to: null },
    reassessed: { from: ['published', 'suspended'], to: null },
    suspended: { from: ['published'], to: 'suspended' },
    resumed: { from: ['suspended'], to: 'published' },
    withdrawn: { from: ['draft', 'published', 'suspended'], to: 'withdrawn' },
    destroyed: { from: ['withdrawn'], to: 'destroyed' },
  },
  request: {
    requested: { from: [null], to: 'open' },
    extended: { from: ['open'], to: 'extended' },
    answered: { from: ['open', 'extended'], to: 'answered' },
  },
  key: {
    'key-made': { from: [null], to: 'living' },
    'key-rotated': { from: [null, 'living'], to: 'retired' },
    'key-shredding': { from: [null, 'living', 'retired', 'shredding'], to: 'shredding' },
    'key-shredded': { from: ['shredding'], to: 'shredded' },
  },
} as const satisfies Readonly<Record<Matter, Steps>>;

/** What can happen. */
export type LedgerEvent = { [M in Matter]: keyof (typeof steps)[M] }[Matter];
/** What can happen to a release. */
export type ReleaseEvent = keyof (typeof steps)['release'];

/** Where a release stands. */
export type LedgerState = 'draft' | 'published' | 'suspended' | 'withdrawn' | 'destroyed';
/** Where anything that the ledger knows stands. */
export type MatterState =
  | LedgerState
  | 'open'
  | 'extended'
  | 'answered'
  | 'living'
  | 'retired'
  | 'shredding'
  | 'shredded';

const matters: ReadonlyMap<string, { matter: Matter; from: readonly (string | null)[]; to: string | null }> =
  new Map(
    Object.entries(steps).flatMap(([matter, events]) =>
      Object.entries(events).map(([event, step]) => [event, { matter: matter as Matter, ...step }] as const),
    ),
  );

/** Every event, those of releases first. */
export const ledgerEvents = [...matters.keys()] as readonly LedgerEvent[];

/** What an event is about. */
export function matterOf(event: LedgerEvent): Matter {
  return matters.get(event)?.matter ?? 'release';
}

/** The state after an event, or null where it may not follow. A draft is a run that has not published (yet). */
export function stateAfter(state: MatterState | null, event: LedgerEvent): MatterState | null {
  const { from, to } = matters.get(event)!;
  return from.includes(state) ? ((to ?? state) as MatterState) : null;
}
