const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** Writes a small number as a word, a larger one in figures. */
export const sayNumber = (number: number) => words[number] ?? String(number)
