/** @jsxImportSource react */
import { BookingButton } from '../../../emails/_components/booking'
import type { LessonSource } from '../../../emails/_components/course'
import { Finding } from '../../../emails/_components/known'
import { previewLesson } from '../../../emails/_components/preview'
import { P } from '../../../emails/_components/prose'

export const day2: LessonSource = {
  day: 2,
  title: 'Once around the table',
  subject: 'A walk of twelve steps',
  preheader: 'Barefoot, once around the table, slower than you have walked for years.',
  minutes: 3,
  opening: (
    <>
      <P>
        Leave the lamp on and the shoes off. Tonight you walk once around the table, and if you take less than three
        minutes for it, you are in a hurry.
      </P>
      <P>
        Every step has four moments. The heel comes down. The weight travels along the outer edge, over the ball, to the
        root of the big toe. The heel lifts. The toes let go of the floor, the last one after the others. At the usual
        speed they melt into one, and the foot falls flat like a stamp on a form.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Slow it down until you can feel them one by one. The floor will help you. Wood is warm where the sun has been,
        tiles are cold along the joints, and a rug begins with a small edge that you have never noticed with your shoes
        on. You may sway. Everybody sways at this speed, and the ankles are learning something with each correction, so
        keep a hand on the table and let them.
      </P>
      <P>
        When you have come round, stand still for a moment with your eyes closed. Most people find that the ground has
        become wider. It has not moved, of course. Your feet have begun to send their letters again, and the floor is
        what they write about. One walk of this kind on most evenings is plenty.
      </P>
    </>
  ),
  practice: {
    name: 'Twelve steps',
    steps: [
      { seconds: 90, words: 'Walk halfway around the table, one step to a breath.' },
      { seconds: 60, words: 'Walk the other half with your eyes half closed and a hand on the table.' },
      { seconds: 30, words: 'Stand still and feel what the floor is made of.' },
    ],
    feel: 'Unsteady first, then broad and quiet.',
  },
  known: (
    <Finding source="Anatomy of the foot, StatPearls, NCBI Bookshelf" href="https://www.ncbi.nlm.nih.gov/books/">
      The skin of the sole is rich in nerve endings. That walking slowly makes it feel more is our experience.
    </Finding>
  ),
  question: 'What is your floor made of?',
  invitation: <BookingButton />,
  signOff: 'Good night,',
}

export default previewLesson(day2, { of: 2, slug: 'two-evenings' })
