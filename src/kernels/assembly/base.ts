/** The first byte behind the static data of the module: memory that a host hands out begins here. */
export function heapBase(): usize {
  return __heap_base;
}
