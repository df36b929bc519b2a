import { type Editor, Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { cleanPaste, countForeignPictures } from './clean-paste'
import { PictureRefused } from './shrink'
import { type KeptPicture, upload } from './upload'

/** Says something of a picture to the person, `wrong` when it needs attention. */
export type SayPicture = (words: string, wrong?: boolean) => void

/** Takes pictures that are pasted or dropped, and cleans other things that are pasted. */
export const PictureDrop = Extension.create<{ say: SayPicture }>({
  name: 'pictureDrop',
  addOptions: () => ({ say: () => {} }),
  addProseMirrorPlugins() {
    const { editor, options } = this
    const take = (files: FileList | undefined, at?: number) => {
      const pictures = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
      for (const file of pictures) void insertUpload(editor, file, options.say, at)
      return pictures.length > 0
    }
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            const foreign = countForeignPictures(html)
            if (foreign > 0) options.say(sayForeign(foreign), true)
            return cleanPaste(html)
          },
          // Word and spreadsheets put a picture of the words beside the words.
          handlePaste: (_view, { clipboardData }) => !hasWords(clipboardData) && take(clipboardData?.files),
          handleDrop: (view, event, _slice, moved) =>
            !moved &&
            take(event.dataTransfer?.files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
        },
      }),
    ]
  },
})

/** Uploads a picture and puts it where the cursor is, or at a place, wherever that has moved to meanwhile. */
export async function insertUpload(editor: Editor, file: Blob, say: SayPicture, at = editor.state.selection.to) {
  const place = follow(editor, at)
  say('Uploading the picture…')
  try {
    insertPicture(editor, await upload(file), place.now())
    say('The picture is in the letter. Say below it what it shows.')
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error
    say(error.message, true)
  } finally {
    place.end()
  }
}

/** Puts a kept picture into the letter. */
export function insertPicture(editor: Editor, attrs: KeptPicture, at = editor.state.selection.to): void {
  editor.chain().insertContentAt(at, { type: 'picture', attrs }).run()
}

function follow(editor: Editor, at: number) {
  let place = at
  const move = ({ transaction }: { transaction: { mapping: { map: (at: number) => number } } }) => {
    place = transaction.mapping.map(place)
  }
  editor.on('transaction', move)
  return { now: () => place, end: () => editor.off('transaction', move) }
}

const hasWords = (clipboard: DataTransfer | null) =>
  (
    clipboard
      ?.getData('text/html')
      .replace(/<img\b[^>]*>/gi, '')
      .replace(/<[^>]*>/g, '') ?? ''
  ).trim() !== '' || (clipboard?.getData('text/plain') ?? '').trim() !== ''

const sayForeign = (count: number) =>
  count === 1
    ? 'A picture was left out, since it lies on another page. Save it first, then add it here.'
    : `${count} pictures were left out, since they lie on another page. Save them first, then add them here.`
