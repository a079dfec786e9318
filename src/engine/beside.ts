/**
 * Does work of this thread while lanes are at theirs, which without it would wait for them and they then for it. The lanes
 * are given the turn in which they start; what fails in them is told first.
 */
export async function beside<Passed, Worked>(
  lanes: Promise<Passed>,
  work: () => Worked,
): Promise<[Passed, Worked]> {
  lanes.catch(() => {}); // awaited below
  await new Promise((resolve) => setImmediate(resolve));
  let worked: Worked;
  try {
    worked = work();
  } finally {
    await lanes;
  }
  return [await lanes, worked];
}
