import type { Entity } from '../core/entities.js';
import type { Recogniser, RecognitionSpec } from '../core/recogniser.js';
import { medicalId, personalNumber, qq, socialSecurity, wechat } from './accounts.js';
import { bankAccount, bankCard } from './bank-card.js';
import {
  bloodType,
  education,
  ethnicity,
  gender,
  maritalStatus,
  politicalStatus,
  religion,
} from './categories.js';
import { address } from './cn/address.js';
import { businessReg } from './cn/business-reg.js';
import { caseNumber } from './cn/case-number.js';
import { disabilityCertificate } from './cn/disability-certificate.js';
import { foreignPermit } from './cn/foreign-permit.js';
import { hkmtPermit } from './cn/hkmt-permit.js';
import { militaryId } from './cn/military-id.js';
import { orgCode } from './cn/org-code.js';
import { homeReturnPermit, passport, taiwanPermit } from './cn/passports.js';
import { hongKongId, macaoId, taiwanId } from './cn/regional-ids.js';
import { residentId } from './cn/resident-id.js';
import { uscc } from './cn/uscc.js';
import { vehiclePlate } from './cn/vehicle-plate.js';
import { birthDate, date } from './dates.js';
import { iccid, imei, imsi, macAddress } from './devices.js';
import { email } from './email.js';
import type { FindAll } from './find-all.js';
import { freeText } from './free-text.js';
import { health } from './health.js';
import { iban } from './iban.js';
import { ipAddress, url } from './internet.js';
import { nationalRecognisers } from './intl/index.js';
import { maskedIdentity, maskedMobile } from './masked.js';
import { latinName } from './names/latin-name.js';
import { organisationName } from './names/organisation-name.js';
import { personName } from './names/person-name.js';
import { age, geoCoordinate, geoDegrees, income, postalCode, regionCode } from './numbers.js';
import { occupation } from './occupation.js';
import { ownRecogniser } from './own/recognise.js';
import { phoneLandline, phoneLocal } from './phone-landline.js';
import { phoneMobile } from './phone-mobile.js';
import { phoneInternational } from './phones/international.js';
import { anyWritings } from './scan/written.js';
import { type Recognition, recognitionOf } from './selection.js';
import { usSsn } from './us-ssn.js';
import { vin } from './vin.js';

/** Every recogniser, in the order in which equal evidence is decided. */
export const recognisers: readonly Recogniser[] = [
  residentId, disabilityCertificate, hkmtPermit, foreignPermit, phoneMobile, phoneInternational, phoneLandline, phoneLocal, maskedMobile, maskedIdentity, email, bankCard, bankAccount, uscc, orgCode,
  businessReg, caseNumber, passport, homeReturnPermit, taiwanPermit, hongKongId, macaoId, taiwanId, militaryId, vehiclePlate,
  vin, imei, imsi, iccid, macAddress, ipAddress, iban, usSsn, address, personName, latinName, organisationName, birthDate,
  gender, ethnicity, maritalStatus, politicalStatus, education, religion, health, bloodType, age, regionCode, postalCode,
  geoCoordinate, geoDegrees, occupation, income, socialSecurity, medicalId, personalNumber, qq, wechat, date, url, freeText,
]; // biome-ignore format: one list, one line per recogniser would say less

/** What is at work where a policy does not say: the list above and what stands alone of other countries. */
export const defaultRecognition: Recognition = recognitionOf(recognisers, null);

/**
 * Every identifier in a running text, at most one per place, in order; offsets in UTF-16 units, end exclusive. Spans
 * that overlap are resolved as `resolve` says. `entities` restricts the search.
 */
export const findAll: FindAll = defaultRecognition.findAll;

const known = new WeakMap<RecognitionSpec, Recognition>();

/** What is at work under a policy; the default where it does not say. Throws `policy-pattern`. */
export function recognition(spec?: RecognitionSpec): Recognition {
  if (spec === undefined) return defaultRecognition;
  let found = known.get(spec);
  if (!found) {
    found = recognitionOf(recognisers, spec.countries, spec.own.map(ownRecogniser));
    known.set(spec, found);
  }
  return found;
}

export { CellSearch } from './cell-search.js';
export { isSentinel, readDate } from './dates.js';
export { forgetValues } from './find-all.js';
export { cryptoAddress } from './intl/crypto.js';
export { nationalRecognisers } from './intl/index.js';
export { adoptTextTables, textTables } from './names/tables.js';
export { compilePattern, type Pattern, type PatternFault } from './own/pattern.js';
export { cell, compact } from './scan/fold.js';
export { countries, type Recognition } from './selection.js';

const byEntity = new Map(
  [...nationalRecognisers, ...recognisers].reverse().map((recogniser) => [recogniser.entity, recogniser]),
);

/** The recogniser of an entity; the first of the list where an entity has several. */
export function recogniserOf(entity: Entity): Recogniser | undefined {
  return byEntity.get(entity);
}

/**
 * The forms in which an identifier may be written, itself among them: padded, in either width, in groups, with or without
 * a country's code, in capitals or not, whatever entities it may be of. For looking up a person, one identifier at a time.
 */
export function writingsOf(text: string): string[] {
  const forms = new Set(anyWritings(text));
  for (const recogniser of recognisers) {
    for (const form of recogniser.writings?.(text) ?? []) for (const one of anyWritings(form)) forms.add(one);
  }
  return [...forms];
}

export { packs, type RecogniserPack } from './packs.js';
