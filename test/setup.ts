import fc from 'fast-check';

// Properties are checked on the same cases in every run, so that the gate says the same of the same commit.
// `LETHE_SEED=<number>` looks at others, `LETHE_SEED=random` at new ones each time.
const chosen = process.env.LETHE_SEED;
if (chosen !== 'random') fc.configureGlobal({ seed: chosen === undefined ? 20_260_101 : Number(chosen) });
