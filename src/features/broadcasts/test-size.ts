/** A test of two subjects needs so many readers for each: with fewer, a difference is almost always chance. */
export const MIN_EACH_SIDE = 500
