import { centralSouth } from './central-south.js';
import { east } from './east.js';
import { north } from './north.js';
import { northeast } from './northeast.js';
import { northwest } from './northwest.js';
import { southwest } from './southwest.js';
import { taiwanHongkongMacao } from './taiwan-hongkong-macao.js';

/**
 * GB/T 2260 codes of administrative divisions, current (April 2026) and abolished, ascending, one file for each great region,
 * which is the first digit of a code. One line per prefecture: its four digits, then for every division the last two digits
 * and the name; `~` marks a code that is no longer in use.
 * Source: github.com/mumuy/data_location, MIT licence, Copyright (c) 2024 Haole Zheng.
 */
export const regionTable = [
  north,
  northeast,
  east,
  centralSouth,
  southwest,
  northwest,
  taiwanHongkongMacao,
].join('');
