const ASKS_FOR_DARK = '@media (prefers-color-scheme:dark)'

/**
 * The letter as a mail program shows it that asks for light, or for dark colours: the one rule of the frame that asks is
 * answered, and everything else is the letter to the byte. The first occurrence is the frame's own style sheet.
 */
export const shownIn = (light: 'light' | 'dark', html: string): string =>
  html
    .replace(ASKS_FOR_DARK, light === 'dark' ? '@media all' : '@media not all')
    .replace(':root{color-scheme:light dark;', `:root{color-scheme:${light};`)
