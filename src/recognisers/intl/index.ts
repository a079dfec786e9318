import type { Recogniser } from '../../core/recogniser.js';
import { arIdentifiers } from './ar.js';
import { auIdentifiers } from './au.js';
import { bdIdentifiers } from './bd.js';
import { beIdentifiers } from './be.js';
import { bgIdentifiers } from './bg.js';
import { brIdentifiers } from './br.js';
import { caIdentifiers } from './ca.js';
import { chIdentifiers } from './ch.js';
import { clIdentifiers } from './cl.js';
import { cryptoAddress } from './crypto.js';
import { czIdentifiers } from './cz.js';
import { deIdentifiers } from './de.js';
import { dkIdentifiers } from './dk.js';
import { eeIdentifiers } from './ee.js';
import { egIdentifiers } from './eg.js';
import { esIdentifiers } from './es.js';
import { etIdentifiers } from './et.js';
import { fiIdentifiers } from './fi.js';
import { frIdentifiers } from './fr.js';
import { gbIdentifiers } from './gb.js';
import { ghIdentifiers } from './gh.js';
import { grIdentifiers } from './gr.js';
import { hrIdentifiers } from './hr.js';
import { huIdentifiers } from './hu.js';
import { idIdentifiers } from './id.js';
import { ilIdentifiers } from './il.js';
import { inIdentifiers } from './in.js';
import { itIdentifiers } from './it.js';
import { jpIdentifiers } from './jp.js';
import { krIdentifiers } from './kr.js';
import { lvIdentifiers } from './lv.js';
import { maIdentifiers } from './ma.js';
import { mxIdentifiers } from './mx.js';
import { myIdentifiers } from './my.js';
import { ngIdentifiers } from './ng.js';
import { nlIdentifiers } from './nl.js';
import { noIdentifiers } from './no.js';
import { phIdentifiers } from './ph.js';
import { pkIdentifiers } from './pk.js';
import { plIdentifiers } from './pl.js';
import { ptIdentifiers } from './pt.js';
import { recogniserFrom } from './recognise.js';
import { roIdentifiers } from './ro.js';
import { rsIdentifiers } from './rs.js';
import { ruIdentifiers } from './ru.js';
import { rwIdentifiers } from './rw.js';
import { seIdentifiers } from './se.js';
import { sgIdentifiers } from './sg.js';
import type { NationalId } from './spec.js';
import { thIdentifiers } from './th.js';
import { trIdentifiers } from './tr.js';
import { tzIdentifiers } from './tz.js';
import { uaIdentifiers } from './ua.js';
import { ugIdentifiers } from './ug.js';
import { usIdentifiers } from './us.js';
import { vnIdentifiers } from './vn.js';
import { zaIdentifiers } from './za.js';

/** The identifiers of other countries by ISO 3166 code, as rows. */
export const nationalIdentifiers: Readonly<Record<string, readonly NationalId[]>> = {
  ar: arIdentifiers, au: auIdentifiers, be: beIdentifiers, bg: bgIdentifiers, br: brIdentifiers,
  ca: caIdentifiers, ch: chIdentifiers, cl: clIdentifiers, cz: czIdentifiers, de: deIdentifiers,
  dk: dkIdentifiers, ee: eeIdentifiers, eg: egIdentifiers, es: esIdentifiers, fi: fiIdentifiers,
  fr: frIdentifiers, gb: gbIdentifiers, gr: grIdentifiers, hr: hrIdentifiers, hu: huIdentifiers,
  id: idIdentifiers, il: ilIdentifiers, in: inIdentifiers, it: itIdentifiers, jp: jpIdentifiers,
  kr: krIdentifiers, lv: lvIdentifiers, mx: mxIdentifiers, my: myIdentifiers, nl: nlIdentifiers,
  no: noIdentifiers, pk: pkIdentifiers, pl: plIdentifiers, pt: ptIdentifiers, ro: roIdentifiers,
  rs: rsIdentifiers, ru: ruIdentifiers, rw: rwIdentifiers, se: seIdentifiers, sg: sgIdentifiers,
  th: thIdentifiers, tr: trIdentifiers, tz: tzIdentifiers, ua: uaIdentifiers, ug: ugIdentifiers,
  us: usIdentifiers, vn: vnIdentifiers, za: zaIdentifiers,
  bd: bdIdentifiers,
  et: etIdentifiers,
  gh: ghIdentifiers,
  ma: maIdentifiers,
  ng: ngIdentifiers,
  ph: phIdentifiers,
}; // biome-ignore format: a table

/** Every row, in the order of the countries. */
export const nationalRows: readonly NationalId[] = Object.values(nationalIdentifiers).flat();

/** Their recognisers, in the same order, and those of no country at the end. */
export const nationalRecognisers: readonly Recogniser[] = [
  ...nationalRows.map(recogniserFrom),
  cryptoAddress,
];
