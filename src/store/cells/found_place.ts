/** Points that were read from a cell's outputs are numbered within so many numbers of its execution, so that it is known whose they are. */
export const FOUND_PER_EXECUTION = 2 ** 20;
