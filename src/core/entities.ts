import { type NationalEntity, nationalEntities } from './national.js';

/** What a column is, or a span in a text. Kebab-case and stable: these names are part of the machine contract. */
export const entities = [
  'person-name', 'organisation-name', 'address', 'cn-resident-id', 'cn-hkmt-permit', 'cn-foreign-permit',
  'passport', 'cn-home-return-permit', 'cn-taiwan-permit', 'hk-id', 'macao-id', 'tw-id', 'cn-military-id',
  'cn-uscc', 'cn-org-code', 'cn-business-reg', 'cn-case-number', 'phone-mobile', 'phone-landline', 'email',
  'bank-card', 'vehicle-plate', 'vin', 'imei', 'imsi', 'iccid', 'mac-address', 'ip-address', 'url',
  'postal-code', 'cn-region-code', 'geo-coordinate', 'birth-date', 'date', 'age', 'gender', 'ethnicity',
  'marital-status', 'political-status', 'religion', 'education', 'occupation', 'income', 'blood-type', 'health',
  'qq', 'wechat', 'social-security', 'medical-id', 'personal-number', 'iban', 'us-ssn', 'text',
] as const; // biome-ignore format: one list, read as a table

/** Name of an entity. A policy's own recognisers add names at run time, which only the policy knows. */
export type Entity = (typeof entities)[number] | NationalEntity;

/** The entities of the first list and those of other countries. */
export const allEntities: readonly Entity[] = [...entities, ...nationalEntities];

/**
 * What a column means for privacy. `direct` identifies alone, `quasi` identifies in combination, `sensitive` is what
 * an attacker wants to learn, `linking` joins to other sources, `text` may contain anything, `safe` is none of these.
 */
export const roles = ['direct', 'quasi', 'sensitive', 'linking', 'text', 'safe'] as const;
export type Role = (typeof roles)[number];

/** Grade of a column after GB/T 43697: 1 public, 2 internal, 3 sensitive, 4 highly sensitive. */
export type Grade = 1 | 2 | 3 | 4;
