import type { DrawSection } from '../page.js';
import { again } from './again.js';
import { attacks } from './attacks.js';
import { balance } from './balance.js';
import { classes } from './classes.js';
import { dataset } from './dataset.js';
import { done } from './done.js';
import { found } from './found.js';
import { frontier } from './frontier.js';
import { legend } from './legend.js';
import { loss } from './loss.js';
import { risk } from './risk.js';
import { singling } from './singling.js';
import { utility } from './utility.js';

/** The numbered sections after the verdict, in order. */
export const sections: readonly DrawSection[] = [
  dataset,
  found,
  done,
  classes,
  risk,
  singling,
  attacks,
  loss,
  utility,
  frontier,
  balance,
  again,
  legend,
];
