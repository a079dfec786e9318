import { Shape } from '../shapes.js';
import * as codes from './codes.js';
import { foldForm } from './fold.js';
import * as numbers from './numbers.js';
import * as texts from './text.js';

const bit = (shape: number) => 1 << shape;

/** Shapes that say what a whole cell is: such a cell is not searched for identifiers inside it. */
export const wholeShapes =
  bit(Shape.residentId18) | bit(Shape.residentId18Form) | bit(Shape.residentId15) | bit(Shape.mobile) |
  bit(Shape.landline) | bit(Shape.email) | bit(Shape.bankCard) | bit(Shape.uscc) | bit(Shape.date) |
  bit(Shape.digits6) | bit(Shape.integer) | bit(Shape.decimal) | bit(Shape.ipv4) | bit(Shape.ipv6) |
  bit(Shape.plate) | bit(Shape.uuid) | bit(Shape.timestamp) | bit(Shape.mac) | bit(Shape.vin) | bit(Shape.imei) |
  bit(Shape.latitudeLongitude) | bit(Shape.hkId) | bit(Shape.passport); // biome-ignore format: one list

/**
 * The set of shapes of a cell, bit s set for shape s: the readable reference that the scanning kernel equals on
 * every well-formed text. Blank cells have none. Linear time.
 */
export function shapesOf(text: string): number {
  const form = foldForm(text);
  if (form === '') return 0;
  const characters = [...form];
  let shapes = form.length <= 256 ? wholeForms(form) : 0;
  if (texts.isHanName(characters)) shapes |= bit(Shape.hanName);
  if (texts.isHanText(characters)) {
    shapes |= bit(Shape.hanText);
    if (texts.isAddress(characters)) shapes |= bit(Shape.address);
    if (texts.isOrganisation(form, characters)) shapes |= bit(Shape.organisation);
  }
  if (characters.length > 30) shapes |= bit(Shape.long);
  if (codes.isUrl(form)) shapes |= bit(Shape.url);
  if (texts.isMasked(form)) shapes |= bit(Shape.masked);
  if ((shapes & wholeShapes) === 0 && texts.isCandidate(form)) shapes |= bit(Shape.candidate);
  return shapes;
}

/** Whether a set of shapes has a shape. */
export function hasShape(shapes: number, shape: number): boolean {
  return (shapes & bit(shape)) !== 0;
}

function wholeForms(form: string): number {
  let shapes = 0;
  const set = (shape: number, holds: boolean) => {
    if (holds) shapes |= bit(shape);
  };
  const compact = form.length <= numbers.longestNumber ? numbers.ungrouped(form) : null;
  if (compact !== null) {
    const passes = numbers.isResidentId18(compact);
    set(Shape.residentId18, passes);
    set(Shape.residentId18Form, !passes && /^\d{17}[\dXx]$/.test(compact));
    set(Shape.residentId15, numbers.isResidentId15(compact));
    set(Shape.bankCard, numbers.isBankCard(compact));
    set(Shape.imei, numbers.isImei(compact));
    set(Shape.uscc, codes.isUscc(compact));
    set(Shape.vin, codes.isVin(compact));
  }
  const date = numbers.dateKind(form);
  set(Shape.date, date > 0);
  set(Shape.timestamp, date === 2 || numbers.isUnixTime(form));
  set(Shape.mobile, numbers.isMobile(form));
  set(Shape.landline, numbers.isLandline(form));
  set(Shape.digits6, /^\d{6}$/.test(form));
  set(Shape.integer, numbers.isInteger(form));
  set(Shape.decimal, numbers.isDecimal(form));
  set(Shape.latitudeLongitude, numbers.isCoordinate(form));
  set(Shape.email, codes.isEmail(form));
  set(Shape.ipv4, codes.isIpv4(form));
  set(Shape.ipv6, codes.isIpv6(form));
  set(Shape.mac, codes.isMac(form));
  set(Shape.uuid, codes.isUuid(form));
  set(Shape.hkId, codes.isHkId(form));
  set(Shape.passport, codes.isPassport(form));
  set(Shape.plate, codes.isPlate(form));
  return shapes;
}
