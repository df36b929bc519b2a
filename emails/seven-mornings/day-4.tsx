/** @jsxImportSource react */
import { BookingLink } from '../_components/booking'
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day4: LessonSource = {
  day: 4,
  title: 'Facial posture, from above',
  subject: 'What your face does when nobody is looking',
  preheader: 'A face has posture, and the crown of the head has a say in it. Five minutes to let it soften.',
  minutes: 5,
  opening: (
    <>
      <P>
        Somebody asks whether you are worried, and you were only reading. It happens to nearly everyone sooner or later.
        The face at rest has picked up an expression of its own.
      </P>
      <P>
        We know this from shoulders. Sit for long enough in one way and they learn the shape, until sitting upright is
        an effort. A face has posture too: the way the brows, the lids, the cheeks and the mouth settle when you are
        alone and nobody needs an answer. Much of it is kept up by muscles that have forgotten they are working.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Part of this posture is shaped from above. The muscle that lifts your brows hangs from the galea, so it has to
        live with whatever tension there is across the crown. Where the scalp is tight, dry and slow to move, the face
        may have less room to rebound after a frown, and less room to rest before the next. Push such tissue and it
        braces, as you would if a stranger pushed you. Slow, regular, friendly work lets it soften.
      </P>
      <P>
        I have nothing against lines. A face that has laughed for fifty years ought to show it. What I look for is
        return: whether a brow that has gone up comes down again, and whether it can be still without being held. To me
        that is ageing well. The face works, it flows, it is alive, neither frozen nor forced.
      </P>
      <P>
        This is why today’s practice goes so slowly. You move the crown a few millimetres towards the brow, and wait.
        You move it away from the brow, and wait. The waiting is where things happen, while the forehead finds out that
        nothing is being asked of it.
      </P>
    </>
  ),
  practice: {
    name: 'Crown slides',
    steps: [
      {
        seconds: 30,
        words:
          'Rest your eyes on one spot. Raise the brows a little, then let them sink, lower than you thought they were. Leave them there.',
      },
      {
        seconds: 90,
        words:
          'Lay both hands flat on the crown, fingertips meeting in the middle. Slide the scalp towards the brow, only as far as it comes easily. Wait for a full breath and let it return by itself. Repeat without hurry.',
      },
      {
        seconds: 90,
        words:
          'Now the other way. Slide the crown back, away from the brow, and wait a breath. You may feel the pull arrive in your forehead. Let the brows stay heavy, and let go.',
      },
      {
        seconds: 60,
        words:
          'One hand flat on the forehead, one on the crown. Bring them a few millimetres closer, then a few apart, with the slowness of something asleep.',
      },
      {
        seconds: 30,
        words: 'Hands down. Raise the brows once as high as they go, and take one whole breath to let them fall.',
      },
    ],
    feel: 'As if someone had loosened a hat. The forehead may seem wider, or cooler, or simply less important. If your shoulders have crept up, rest your elbows and begin again.',
  },
  known: (
    <Finding {...sources.scalp}>
      That the frontalis hangs from the galea is anatomy. That a looser scalp changes how a forehead rests is what
      practitioners observe and many people notice. I know of no good trial that has measured it.
    </Finding>
  ),
  question: 'What does your face do when you concentrate? If you are not sure, ask someone who sees you work.',
  invitation: (
    <BookingLink>Facial posture is easier to read from the outside, and I am glad to look at yours.</BookingLink>
  ),
  signOff: 'Until tomorrow,',
}

export default previewLesson(day4, { of: 7, slug: 'seven-mornings' })
