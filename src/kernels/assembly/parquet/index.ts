// The second WebAssembly module, with a memory of its own: what only jobs with Parquet files load.
export { heapBase } from '../base';
export { validUtf8 } from '../encoding';
export { index } from '../separators';

export { snap, snappedLength, unsnap } from './snappy';
export { readCodes, readLevels, writeCodes } from './hybrid';
export { placePowers, writeDouble, parseDouble, parsedBits } from './float';
export { dictionaryCells, invalidText, plainCells, spread, utf8Texts } from './cells';
export { joinRows, rowsEnd } from './rows';
export { appendRecords, appendStop, roomNeeded, setAnswer, stopColumn, stopRecord } from './append';
export { extent, extentLeast, extentMost, pageStart, writePage } from './page';
