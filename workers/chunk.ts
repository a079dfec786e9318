import { prepareLane, runLane } from '../src/engine/lane.js';

prepareLane();

/** Entry point of worker threads: bytes in, bytes and tallies out. */
export default runLane;
