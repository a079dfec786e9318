// One WebAssembly module: two modules on one memory would collide in their static data.
export { heapBase } from './base';
export { countFields, lastRecordEnd, parity, recordEnd } from './structure';
export { index } from './separators';
export { fingerprint, fingerprintAndParity } from './fingerprint';

export * from './encoding';
export { rewriteRows } from './program';
export {
  areBelow, buildTable, joinCells, listCells, recodeColumn, recodingCacheBytes,
} from './recode';
export { buildKeys, fillFilter, filterBytes, findKeys, flagFound, flagKeys, flagNegative, takeLabels } from './keys';
export { hashCells, prepareKey } from './tokens';
export { shapeTables } from './han';
export { shapeScratch } from './shapes';
export {
  lengthWithoutRoom, rehash, recordsOfEntries, recordsOfPool, mergeRecords, sortRecords, rankRecords,
} from './dictionary';
export { keepFrequent, settleCells } from './cell-cache';
export { clearDays, dayLabelsBytes, dayLabelsMost, dayTableBytes, fillDayLabels, isDay, takeDays } from './days';
export { countChunk, countEntries, shapesOfCell, usualShapesOfCell } from './survey';
export { hashesOfEntries, hashesOfSet, listKept, moveKept, placesOfEntries, takeEntries, takeOffers } from './kept';
export { usualLongest } from './usual';
export { charactersOf } from './shapes';
export { addEntries, countKeys, emitKeys, moveKeys, packCodes } from './tuples';
export { countLowest, countPages, emitPages, fillPages, numberPieces, packNarrow, placeLowest } from './pages';
export {
  convertEntries, countDigits, countsOfEntries, fieldOfEntries, foldEntries, mergeEntries, placeEntries, placesOfDigits,
} from './entries';
export { packRows } from './pack';
export * from './echo';
export { sampleRows } from './sample';
export {
  addCodes, addKeys32, addKeys64, keysOfIds, groupDirect, groupHash32, groupHash, groupAll, spreadLabels, sumGroups, rollPairs, dropSmall, partLarge,
} from './lattice';
export {
  addCounts, codesOfClasses, countClasses, listCounted, listMarked, markBeginnings, sortByCode,
} from './classes';
export { addProducts, multiplyRows } from './regression';
export { scanTexts } from './scan-texts';
export { textTables } from './text';
export { numberTables } from './alone';
export { numberCuts, placeValues, shiftOffsets, spliceCells } from './splice';
export { fillTerms, fillWords, nameTables } from './words';
