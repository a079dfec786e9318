/** Placeholder export so that the module links; the structural kernels live here. */
export function version(): i32 {
  return 1;
}
