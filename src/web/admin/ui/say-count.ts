/** A count with its thousands apart: `1,204`. */
export const sayCount = (count: number): string => count.toLocaleString('en-GB')
