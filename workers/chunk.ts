import { runLane } from '../src/engine/lane.js';

/** Entry point of worker threads: bytes in, bytes and tallies out. */
export default runLane;
