/** @jsxImportSource react */
import type { LessonSource } from '../../../emails/_components/course'
import { Finding } from '../../../emails/_components/known'
import { previewLesson } from '../../../emails/_components/preview'
import { P } from '../../../emails/_components/prose'

export const day1: LessonSource = {
  day: 1,
  title: 'Warm water, and nothing else',
  subject: 'Put a basin on the floor',
  preheader: 'A basin, a towel, three minutes. Your feet have done enough for one day.',
  minutes: 3,
  opening: (
    <>
      <P>
        Take off your shoes before you read this, and look at what they have printed on your skin. The seam of the sock
        runs round the ankle. The little toe leans on its neighbour. Somewhere on the instep there may be the mark of a
        lace, and it will fade while you read.
      </P>
      <P>
        A foot has twenty-six bones and more joints than most of us would guess, and it spends the day in a box. It
        feels the ground through rubber. By evening it has usually stopped reporting, as people do when nobody answers.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Warm water is the oldest way to ask again. Fill a basin until it covers the ankles, a little warmer than the
        room and a little cooler than a bath. Test it with your elbow, which is a better judge than your hand. Sit where
        your back has something to lean on, and have the towel within reach, so that you do not have to get up early.
      </P>
      <P>
        Then let the feet sink to the bottom by their own weight. There is nothing to knead and nothing to improve.
        Notice which of the two arrives first. In most people one foot takes the warmth at once and the other waits, as
        though it had to be sure. Both will come round, and tomorrow we will take them for a walk.
      </P>
    </>
  ),
  practice: {
    name: 'The basin',
    steps: [
      { seconds: 60, words: 'Lower both feet into the water and let them be heavy.' },
      { seconds: 90, words: 'Spread the toes as far as they go, wait a breath, and let them close.' },
      { seconds: 30, words: 'Lift one foot, then the other, and dry between the toes.' },
    ],
    feel: 'Warm to the shins, and a little slower than before.',
  },
  known: (
    <Finding source="Anatomy of the foot, StatPearls, NCBI Bookshelf" href="https://www.ncbi.nlm.nih.gov/books/">
      A foot has twenty-six bones. That is the only claim made here.
    </Finding>
  ),
  question: 'Which foot was warm first?',
  signOff: 'Until tomorrow,',
}

export default previewLesson(day1, { of: 2, slug: 'two-evenings' })
