// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of source text
import { type Guard, guard, journeys, unit } from './guard.ts'

const jpeg = 'src/features/media/clean-jpeg.ts'
const read = 'src/features/media/read-picture.ts'
const store = 'src/features/media/store-picture.ts'
const forget = 'src/features/media/forget-pictures.ts'
const web = 'src/web/media/routes.ts'
const autosave = 'src/web/admin/broadcasts/autosave-routes.ts'
const words = 'src/web/admin/broadcasts/read-words.ts'

/** Writing a letter, and its pictures. */
export const writing: Guard[] = [
  guard(
    'nothing that a camera wrote is kept',
    jpeg,
    'return marker === 0xe0 || marker === 0xee',
    'return true',
    unit('pictures', 'the picture is the same'),
  ),
  guard(
    'a picture stays as it was held',
    jpeg,
    '...(orientation === 1 ? [] : [writeOrientation(orientation)]),',
    '',
    unit('pictures', 'how it was held'),
  ),
  guard(
    'nothing after the end of a JPEG is kept',
    jpeg,
    'else if (marker === EOI) return',
    'else if (marker === EOI && at + 2 === bytes.length) return',
    unit('pictures', 'whatever follows its end'),
  ),
  guard(
    'a PNG keeps only what is seen',
    'src/features/media/clean-png.ts',
    'if (KEPT.has(name)) kept',
    'kept',
    unit('pictures', 'further frames'),
  ),
  guard(
    'a PNG without its end is not whole',
    'src/features/media/clean-png.ts',
    'if (end > bytes.length) return null',
    '',
    unit('pictures', 'cut off anywhere'),
  ),
  guard(
    'a picture is small',
    read,
    'if (given.length > MAX_PICTURE_BYTES)',
    'if (given.length > 2 * MAX_PICTURE_BYTES)',
    unit('pictures', 'too large'),
  ),
  guard(
    'a picture is small when it is unpacked',
    read,
    '|| width * height > MAX_AREA',
    '',
    unit('pictures', 'too large'),
  ),
  guard(
    'a picture that is being deleted is not taken',
    store,
    'where deleting_at is null`',
    'where true`',
    journeys('pictures', 'nobody can take it'),
  ),
  guard(
    'a picture in a letter stays',
    forget,
    'or not (${isUsed})',
    'or 1',
    journeys('pictures', 'stays, however old'),
  ),
  guard(
    'a picture in no letter stays for thirty days',
    forget,
    'KEEP_UNUSED_DAYS = 30',
    'KEEP_UNUSED_DAYS = 28',
    journeys('pictures', 'thirty days'),
  ),
  guard(
    'the object goes before the row',
    forget,
    '  await bucket.delete(keys)\n',
    '',
    journeys('pictures', 'thirty days'),
  ),
  guard(
    'a picture that is not there is not said to be known',
    web,
    '    if (!found) throw nothingThere()\n    return c.body(null',
    '    return c.body(null',
    journeys('pictures', 'not there'),
  ),
  guard(
    'a picture may be shown anywhere',
    'src/web/http/headers.ts',
    "  'Cross-Origin-Resource-Policy': 'cross-origin',\n",
    '',
    journeys('pictures', 'any mail program'),
  ),
  guard(
    'a save names its version',
    autosave,
    'if (version === undefined)',
    'if (version === null)',
    journeys('writing', 'refused in words'),
  ),
  guard(
    'words that were not seen are not written over',
    autosave,
    'if (!saved.saved) return answerTheirs(c, saved.theirs)',
    '',
    journeys('writing', 'names its version'),
  ),
  guard(
    'a deleted draft is not written to',
    'src/web/admin/broadcasts/find-letter.ts',
    'if (found.deletedAt !== null)',
    'if (found.deletedAt === 1)',
    journeys('writing', 'copied, deleted, and brought back'),
  ),
  guard(
    'a letter has only pictures that are here',
    words,
    'if (missing.length > 0)',
    'if (missing.length > 99)',
    journeys('writing', 'sentence at the field'),
  ),
  guard(
    'words sent as JSON go before Markdown',
    words,
    'if (doc) return readDoc(doc)',
    '',
    journeys('writing', 'either can go on'),
  ),
  guard(
    'a letter that is written is noted once an hour',
    'src/web/admin/broadcasts/note-saved.ts',
    ', notNotedSince(act, now - AN_HOUR_MS)',
    '',
    journeys('writing', 'names its version'),
  ),
]
