/*
 * Colours, type and spacing, written once: pages turn them into CSS custom properties, letters write them inline.
 * Three old materials give the palette: linen, iron-gall ink, and madder, a plant red that looks like moving blood.
 * Every text pair below reaches WCAG AA (4.5:1) in both modes; tokens.test.ts measures them.
 */

export const colours = {
  light: {
    paper: '#fdfcf9', // the page itself
    linen: '#f3eee4', // what lies on the page: plates under figures, fields, quiet panels
    ink: '#1d2a33', // headings and reading text
    muted: '#56616a', // captions, footers, hints; still AA on linen
    line: '#ded6c8', // rules and borders that only separate
    edge: '#857b6c', // borders that must be seen (fields, unticked boxes): 3:1 on paper and linen
    accent: '#9c3347', // madder: the button, the day that is today, links under the pointer; nothing else
    accentDeep: '#7f2739', // the button under the pointer or pressed
    onAccent: '#fffaf5', // words on madder
    accentWash: '#f6e6e4', // a breath of madder behind a notice or a field that needs attention
  },
  dark: {
    paper: '#151b20',
    linen: '#1f272d',
    ink: '#ece7dc', // linen white: pure white glares in a dark bedroom
    muted: '#a7aeb1',
    line: '#343e45',
    edge: '#78848b',
    accent: '#e8929c', // madder thinned with light, so that it keeps its warmth on dark ground
    accentDeep: '#f2adb4',
    onAccent: '#2a1117',
    accentWash: '#34242a',
  },
} as const

/**
 * A figure in a mail is a picture: it stands on this opaque plate in both modes, since a client may or may not invert.
 */
export const plate = {
  ground: '#f3eee4',
  ink: '#1d2a33',
  accent: '#9c3347',
  line: '#c9bfae', // a little stronger than the line on paper, since the plate is linen
  wash: '#ecd9d3',
} as const

export const fonts = {
  web: {
    serif: "'Galea Serif', 'Newsreader', 'Iowan Old Style', 'Palatino Linotype', Palatino, Georgia, serif",
    sans: "'Galea Sans', 'Source Sans 3', 'Gill Sans Nova', 'Segoe UI', Candara, Calibri, system-ui, sans-serif",
  },
  // Outlook on Windows falls to Times when the first name is unknown to it, so mail begins with fonts that are
  // installed.
  mail: {
    serif: "Georgia, 'Iowan Old Style', 'Times New Roman', serif",
    sans: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  },
} as const

/** Sizes in px; a third step of about 1.2, opened up at the top where the serif may speak. */
export const type = {
  small: { size: 15, line: 1.5 },
  body: { size: 17, line: 1.6 }, // 16 is the floor; 17 reads well in bed
  lead: { size: 20, line: 1.5 },
  heading3: { size: 22, line: 1.3 },
  heading2: { size: 28, line: 1.22 },
  heading1: { size: 36, line: 1.15 },
  display: { size: 52, line: 1.06 },
} as const

export const weights = { regular: 400, medium: 500, strong: 600 } as const

/** Space in px, one list for margins and paddings. */
export const space = {
  hair: 4,
  tight: 8,
  snug: 12,
  base: 16,
  room: 24,
  wide: 32,
  broad: 48,
  great: 72,
  hall: 112,
} as const

export const radii = { small: 6, medium: 12, large: 20, round: 999 } as const

export const widths = {
  mail: 600, // the width every mail client gives
  measure: '64ch', // 60 to 70 characters a line
  page: 1080,
  target: 44, // the smallest thing a thumb should have to hit
} as const

/** Motion only where it explains; pages turn it off for those who ask for none. */
export const motion = { short: 160, long: 420, ease: 'cubic-bezier(0.3, 0.1, 0.2, 1)' } as const
