import type { CSSProperties } from 'react'
import { colours, fonts, plate, radii, space, type, weights } from '../tokens'

const { paper, linen, ink, muted, line, accent, onAccent } = colours.light

const sized = ({ size, line }: { size: number; line: number }) => ({ fontSize: `${size}px`, lineHeight: String(line) })

const reading: CSSProperties = { fontFamily: fonts.mail.sans, color: ink, ...sized(type.body) }
const quiet: CSSProperties = { fontFamily: fonts.mail.sans, color: muted, ...sized(type.small) }
const serif: CSSProperties = { fontFamily: fonts.mail.serif, color: ink, fontWeight: weights.regular }

/** The look of every block in mail, written inline because Gmail may drop a style sheet; dark values are in dark.ts. */
export const look = {
  page: { margin: 0, padding: 0, backgroundColor: paper },
  column: { maxWidth: '600px', margin: '0 auto' },
  side: { padding: `${space.wide}px ${space.room}px ${space.broad}px` },
  sender: { ...serif, ...sized(type.lead), color: muted, margin: `0 0 ${space.room}px` },
  day: { ...quiet, margin: `${space.tight}px 0 ${space.room}px` },
  title: { ...serif, ...sized(type.heading1), margin: `0 0 ${space.room}px`, letterSpacing: '-0.01em' },
  heading: { ...serif, ...sized(type.heading3), margin: `${space.wide}px 0 ${space.snug}px` },
  panelTitle: { ...serif, ...sized(type.heading3), margin: `0 0 ${space.snug}px` },
  label: { ...quiet, color: ink, fontWeight: weights.strong, margin: `${space.room}px 0 ${space.hair}px` },
  minorHeading: { ...reading, fontWeight: weights.strong, margin: `${space.room}px 0 ${space.tight}px` },
  words: { ...reading, margin: `0 0 ${space.base + 2}px` },
  note: { ...quiet, fontSize: '16px', margin: `0 0 ${space.base}px` },
  link: { color: ink, textDecoration: 'underline', textUnderlineOffset: '3px' },
  quietLink: { color: muted, textDecoration: 'underline', textUnderlineOffset: '3px' },
  figure: { margin: `${space.room}px 0 ${space.wide - 4}px` },
  picture: {
    ...quiet,
    color: plate.ink,
    width: '100%',
    height: 'auto',
    borderRadius: `${radii.medium}px`,
    backgroundColor: plate.ground,
  },
  panel: { backgroundColor: linen, borderRadius: `${radii.medium}px`, margin: `${space.wide}px 0` },
  panelInside: { padding: `${space.room + 2}px ${space.room}px ${space.snug}px` },
  steps: { margin: `${space.base}px 0 0`, padding: `0 0 0 ${space.room + 2}px` },
  step: { ...serif, ...sized(type.body), color: muted, margin: `0 0 ${space.base}px`, paddingLeft: `${space.hair}px` },
  stepWords: reading,
  stepTime: { ...quiet, whiteSpace: 'nowrap' },
  list: { ...reading, margin: `0 0 ${space.base + 2}px`, paddingLeft: `${space.room}px` },
  listItem: { margin: `0 0 ${space.tight}px` },
  rule: { border: 'none', borderTop: `1px solid ${line}`, margin: `${space.wide}px 0 ${space.room}px` },
  question: { ...serif, ...sized(type.heading3), fontStyle: 'italic', margin: `0 0 ${space.tight}px` },
  closing: { ...serif, ...sized(type.heading2), margin: `${space.wide}px 0 ${space.base}px` },
  buttonCell: { backgroundColor: accent, borderRadius: `${radii.round}px` },
  button: {
    fontFamily: fonts.mail.sans,
    ...sized(type.body),
    fontWeight: weights.strong,
    color: onAccent,
    backgroundColor: accent,
    borderRadius: `${radii.round}px`,
    padding: `${space.base - 1}px ${space.wide}px`,
    textAlign: 'center',
  },
  foot: { ...quiet, margin: `0 0 ${space.tight}px` },
  footLink: { display: 'inline-block', padding: '8px 0' }, // large enough for a thumb
} satisfies Record<string, CSSProperties>
