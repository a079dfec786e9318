import { LetheError } from '../../core/diagnostics.js';
import { ema0070 } from './ema-0070.js';
import { exchangeListing, exchangeListingControlled } from './exchange-listing.js';
import { hipaaSafeHarbor } from './hipaa-safe-harbor.js';
import { internalSharing } from './internal-sharing.js';
import { openConditional } from './open-conditional.js';
import { openUnconditional } from './open-unconditional.js';
import type { ReleaseProfile } from './profile.js';
import { statistics } from './statistics.js';

export type { Geography, ReleaseProfile, RequiredField, Sourced } from './profile.js';

/** Every release profile that a policy may name. */
export const releaseProfiles: readonly ReleaseProfile[] = [
  openUnconditional,
  openConditional,
  exchangeListing,
  exchangeListingControlled,
  internalSharing,
  hipaaSafeHarbor,
  ema0070,
  statistics,
];

/** The profile of that name, or undefined. */
export function findProfile(name: string): ReleaseProfile | undefined {
  return releaseProfiles.find((profile) => profile.name === name);
}

/** The profile that a policy names; throws `profile-unknown` with the names there are. */
export function profileNamed(name: string): ReleaseProfile {
  const profile = findProfile(name);
  if (profile) return profile;
  throw new LetheError('profile-unknown', {
    profile: name,
    known: releaseProfiles.map(({ name: known }) => known).join(', '),
  });
}
