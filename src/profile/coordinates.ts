import { readCoordinates, referenceSystem } from '../core/coordinates.js';
import type { ColumnProfile, ColumnTally, CoordinateFacts, Datum } from '../core/profile.js';
import { Shape } from '../kernels/shapes.js';
import { recogniserOf } from '../recognisers/index.js';
import { type Witness, witnesses } from './evidence.js';
import { headerWords, namesThing } from './headers.js';

/** Words of headers that name the datum, or the map service whose datum it is. */
const datums: readonly [RegExp, Datum][] = [
  [/bd ?09|百度|baidu|(?:^| )bd(?: |$)/, 'bd09'],
  [/gcj ?02|火星|国测局|高德|腾讯|amap|gaode|tencent|mars|(?:^| )gcj(?: |$)/, 'gcj02'],
  [/wgs ?(?:84|1984)?|cgcs ?2000|2000坐标|gps|北斗|大地/, 'wgs84'],
];

/** EPSG codes of datums that are WGS-84 to within a metre: itself, and CGCS2000. */
const worldwide: ReadonlySet<number> = new Set([4326, 4490, 4979]);

/** The box of China in degrees, outside of which no map service shifts coordinates. */
const china = { south: 3, north: 54, west: 73, east: 136 } as const;

/**
 * What the coordinates of a table are: the axis by range (headers are sometimes swapped), the datum where a header, a
 * cell or the place tells it, and which two columns make a pair. Two columns of decimals side by side of which one keeps
 * to China's latitudes and the other to its longitudes are coordinates without a header too.
 */
export function withCoordinates(
  columns: readonly ColumnProfile[],
  tallies: readonly ColumnTally[],
): ColumnProfile[] {
  const found = columns.map((column, i) => factsOf(column, tallies[i]!));
  for (let i = 0; i + 1 < found.length; i++) turn(found[i]!, found[i + 1]!);
  for (const facts of found) if (facts) Object.assign(facts, datumOf(facts));
  const result = columns.map((column) => column);
  for (let i = 0; i + 1 < columns.length; i++) {
    const [a, b] = [found[i], found[i + 1]];
    if (!a || !b || !opposite(a.axis, b.axis)) continue;
    const known = [i, i + 1].filter((at) => columns[at]!.entity === 'geo-coordinate');
    // Bare decimals need each other, and both need headers that say nothing else.
    if (known.length === 0 && !(a.bare && b.bare)) continue;
    for (const at of [i, i + 1]) if (!known.includes(at)) result[at] = asCoordinate(result[at]!);
    const datum = a.datum ?? b.datum;
    a.pair ??= columns[i + 1]!.name;
    b.pair ??= columns[i]!.name;
    if (datum)
      for (const one of [a, b])
        if (one.datum === undefined) Object.assign(one, { datum, datumBy: (a.datum ? a : b).datumBy });
    i++;
  }
  return result.map((column, i) => {
    const facts = found[i];
    if (!facts || column.entity !== 'geo-coordinate') return column;
    const { bare: _, cells: _cells, numbers: _numbers, words: _words, swapped, ...coordinates } = facts;
    const reasons = [
      ...column.reasons,
      ...(swapped ? ['axis-swapped'] : []),
      ...(coordinates.pair !== undefined ? ['pair'] : []),
      ...(coordinates.datum ? [`datum-${coordinates.datum}`] : []),
    ];
    return { ...column, reasons, coordinates };
  });
}

interface Facts extends CoordinateFacts {
  swapped: boolean; // the header names the other axis
  bare: boolean; // decimals within China, under a header that says nothing
  words: string; // of the header
  cells: readonly Witness[];
  numbers: readonly (readonly number[])[]; // degrees of those cells that are coordinates
}

/** Where one of two columns holds longitudes under the header of latitudes, the other holds what it was named after. */
function turn(a: Facts | null, b: Facts | null): void {
  for (const [sure, other] of [
    [a, b],
    [b, a],
  ] as const) {
    if (!sure?.swapped || sure.axis !== 'longitude' || other?.axis !== 'longitude') continue;
    if (other.swapped || other.numbers.some(([one]) => Math.abs(one!) > 90)) continue;
    other.axis = 'latitude';
    other.swapped = true;
  }
}

function factsOf(column: ColumnProfile, tally: ColumnTally): Facts | null {
  const geo = column.entity === 'geo-coordinate';
  const decimals = column.entity === null && share(tally, Shape.latitudeLongitude) >= 0.9;
  if (!geo && !decimals) return null;
  const cells = witnesses(tally);
  const numbers = cells.flatMap(({ text }) => {
    const read = readCoordinates(text);
    return read === null ? [] : [read];
  });
  const words = headerWords(tally.name).join(' ');
  const latitude = /纬|(?:^| )(?:lat|latitude|wd)(?: |$)/.test(words);
  const longitude = /经|(?:^| )(?:lng|lon|longitude|jd)(?: |$)/.test(words);
  const axis = axisOf(numbers, latitude, longitude);
  const single = axis === 'latitude' || axis === 'longitude';
  const swapped = single && latitude !== longitude && (axis === 'latitude') !== latitude;
  const bare =
    decimals &&
    numbers.length >= 20 &&
    !namesThing(tally.name) &&
    finelyWritten(cells) &&
    inChina(numbers, axis);
  return { axis, swapped, bare, words, cells, numbers };
}

/** By range first: beyond 90° it is a longitude, and within China the two do not meet. */
function axisOf(
  numbers: readonly (readonly number[])[],
  latitude: boolean,
  longitude: boolean,
): CoordinateFacts['axis'] {
  if (numbers.length === 0) return latitude === longitude ? null : latitude ? 'latitude' : 'longitude';
  if (numbers.filter((one) => one.length === 2).length * 2 >= numbers.length) return 'both';
  const sizes = numbers.map(([one]) => one!).sort((a, b) => a - b);
  const at = (part: number) => sizes[Math.floor(part * (sizes.length - 1))]!;
  if (at(0.05) >= china.west && at(0.95) <= china.east) return 'longitude';
  if (Math.max(Math.abs(at(0.02)), Math.abs(at(0.98))) > 90) return 'longitude';
  if (latitude !== longitude) return latitude ? 'latitude' : 'longitude';
  return at(0.05) >= china.south && at(0.95) <= china.north ? 'latitude' : null;
}

function datumOf({ words, cells, numbers, axis }: Facts): Pick<CoordinateFacts, 'datum' | 'datumBy'> {
  const named = datums.find(([pattern]) => pattern.test(words));
  if (named) return { datum: named[1], datumBy: 'header' };
  const systems = cells.filter(({ text }) => worldwide.has(referenceSystem(text) ?? 0)).length;
  if (cells.length > 0 && systems >= 0.9 * cells.length) return { datum: 'wgs84', datumBy: 'values' };
  // Map services shift what lies in China and nothing else.
  const abroad = numbers.filter((one) => outside(one, axis)).length;
  return numbers.length >= 5 && abroad >= 0.95 * numbers.length ? { datum: 'wgs84', datumBy: 'values' } : {};
}

function outside(numbers: readonly number[], axis: CoordinateFacts['axis']): boolean {
  const latitude = (one: number) => one < china.south || one > china.north;
  const longitude = (one: number) => one < china.west || one > china.east;
  const [a, b] = numbers;
  if (b !== undefined) return (latitude(a!) || longitude(b)) && (latitude(b) || longitude(a!));
  return axis === 'latitude' ? latitude(a!) : axis === 'longitude' && longitude(a!);
}

function inChina(numbers: readonly (readonly number[])[], axis: CoordinateFacts['axis']): boolean {
  return (axis === 'latitude' || axis === 'longitude') && numbers.every((one) => !outside(one, axis));
}

/** Five decimals or more, a metre: nobody measures pressures and temperatures so. */
function finelyWritten(cells: readonly Witness[]): boolean {
  return cells.filter(({ text }) => /\.\d{5,}$/.test(text.trim())).length >= 0.8 * cells.length;
}

function opposite(a: CoordinateFacts['axis'], b: CoordinateFacts['axis']): boolean {
  return (a === 'latitude' && b === 'longitude') || (a === 'longitude' && b === 'latitude');
}

function asCoordinate(column: ColumnProfile): ColumnProfile {
  const { role, grade } = recogniserOf('geo-coordinate')!;
  return { ...column, entity: 'geo-coordinate', role, grade, confidence: 0.7, share: 1, reasons: ['values'] };
}

function share(tally: ColumnTally, shape: number): number {
  return tally.nonEmpty === 0 ? 0 : (tally.shapes[shape] ?? 0) / tally.nonEmpty;
}
