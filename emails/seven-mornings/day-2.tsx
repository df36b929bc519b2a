/** @jsxImportSource react */
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day2: LessonSource = {
  day: 2,
  title: 'Move the tissue, not the hair',
  subject: 'Move the tissue, not the hair',
  preheader: 'Done well, it is almost silent. Two slow motions for the whole scalp, in four minutes.',
  minutes: 4,
  opening: (
    <>
      <P>
        Most of us learned to treat our scalp from someone in a hurry. Shampoo, ten nails, a brisk scrub, rinse. It
        wakes you up and the hair comes out clean. The scalp has hardly moved, because the fingers were skating over the
        top of it.
      </P>
      <P>
        Think of the scalp as five layers. The outer three are skin, a dense layer full of vessels, and the galea you
        met yesterday. They are bound together and travel as one. Beneath them comes a layer so loose that the three can
        slide across the skull, as a tablecloth slides on polished wood, and last the thin skin of the bone itself. The
        movement we are after happens in that loose layer. You reach it only by taking the upper three along.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        So your fingers stay where they are on the skin, and the skin does the travelling. You can check this by ear. If
        you hear your hair rustle, you are sliding over it. When you have hold of the tissue, it is almost silent. A
        brush, for the same reason, looks after the hair and leaves the scalp much as it found it.
      </P>
      <P>
        Two motions will do for the whole course. In the glide, flat hands take the scalp a few millimetres one way,
        wait, and let it come back by itself. In the lift, the fingertips draw together so that the tissue rises a
        little between them, like dough gathered off a board. About one motion to a breath. The temples, the crown and
        the base of the skull deserve the most time.
      </P>
      <P>
        How firm? Enough to hold, and so light that your knuckles keep their colour. Scrubbing harder only gives the
        tissue a reason to brace.
      </P>
    </>
  ),
  practice: {
    name: 'Lift and glide',
    steps: [
      {
        seconds: 30,
        words:
          'Rub your palms together until they are warm. Give your elbows something to rest on, and let the shoulders drop.',
      },
      {
        seconds: 60,
        words:
          'Glide, at the sides. Palms flat above the ears, fingers pointing up. Slide the scalp upwards as you breathe in, and let it sink as you breathe out.',
      },
      {
        seconds: 60,
        words:
          'Lift, at the crown. Set ten fingertips around it as if to pick up a grapefruit. Draw them together a little, hold for a breath, let the tissue spread. Move on by a finger’s width and repeat.',
      },
      {
        seconds: 60,
        words:
          'Lift, at the back. Interlace your fingers behind your head, a heel of the hand on either side. Bring the heels slowly towards each other until the scalp rises between them, then let go.',
      },
      {
        seconds: 30,
        words: 'Lay both palms on top of your head and do nothing. Then visit yesterday’s stiffest place once more.',
      },
    ],
    feel: 'Warm, easy and almost lazy. A tingle is common, and so is an itch that fades. If any place is sore afterwards, use half the pressure tomorrow.',
  },
  known: (
    <Finding {...sources.scalp}>
      The outer three of the scalp’s five layers move together over loose tissue; this is why a scalp can slide at all.
      I know of no agreed measure for how far it ought to, so compare yours with itself.
    </Finding>
  ),
  question: 'Which does your scalp like better, the lift or the glide?',
  signOff: 'Until tomorrow,',
}

export default previewLesson(day2, { of: 7, slug: 'seven-mornings' })
