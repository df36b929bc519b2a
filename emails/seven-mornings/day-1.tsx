/** @jsxImportSource react */
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day1: LessonSource = {
  day: 1,
  title: 'Your face begins at your scalp',
  subject: 'Your face begins at your scalp',
  preheader: 'Day 1: one sheet of tissue from brow to nape, and three minutes to find out where yours moves.',
  minutes: 3,
  arrival:
    'This first lesson comes the moment you confirm, so it may be evening where you are. Read it now or keep it for the morning. The next six come one a day, at your hour.',
  opening: (
    <>
      <P>
        Before you read on, lay a palm on the top of your head, just behind the hairline, and raise your eyebrows. Most
        people feel something stir under the hand, a good way above the place where they thought the face ended.
      </P>
      <P>
        It is the frontalis, the muscle that lifts the brows. It has no anchor in bone. Its lower edge is woven into the
        skin of the forehead, and its upper edge runs into a thin, tough sheet that lies over the skull like a
        close-fitting cap. Anatomists call this sheet the galea aponeurotica, after the Latin for helmet. At the back of
        the head another muscle, the occipitalis, holds its other end. One sheet, with a muscle pulling from either
        side.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Nothing stops at the edges of the cap. The tissue of the scalp runs on into the forehead and temples, the
        cheeks, the jaw and the neck, and the same nerves and vessels serve both. The nerve that lets you feel a comb
        near the crown leaves the skull just above your eye. The artery you can feel beating in front of your ear goes
        on up the temple and into the hair. The hairline is a border for hair. The tissue takes no notice of it.
      </P>
      <P>
        So a scalp that has been tight for years can influence how the forehead sits and how freely it moves. I meet
        scalps that slide like silk over a bowl, and others that hardly stir. Their owners are often surprised which of
        the two they have.
      </P>
      <P>
        For seven days we will work on your face from above. You need your hands and about five minutes. Whether
        anything feels different at the end is for you to judge, so today you take the first measure.
      </P>
    </>
  ),
  care: true,
  practice: {
    name: 'The glide check',
    steps: [
      {
        seconds: 30,
        words:
          'Sit with your elbows on a table, or lie with your head on the pillow. Close your eyes and notice your forehead: how heavy it is, and whether the brows are busy.',
      },
      {
        seconds: 45,
        words:
          'Reach into the hair and lay the pads of eight fingers just behind the hairline. Press about as firmly as you would test a ripe pear. Keep the fingers on one spot of skin and slide the skin itself a few millimetres: forwards, back, left, right.',
      },
      {
        seconds: 60,
        words: 'Do the same above both ears, then on the crown, then low at the back of the head.',
      },
      {
        seconds: 45,
        words:
          'Go back to the place that moved least. Rest your fingers there for three slow breaths, asking for nothing, and slide once more. Then notice your forehead again.',
      },
    ],
    feel: 'Some places may move like the loose skin on the back of your hand, others as though they had been glued. For today that is only something to know. You should feel the skin travel with your fingers, and nothing should hurt.',
  },
  known: (
    <Finding {...sources.scalp}>
      That frontalis and occipitalis meet in the galea is textbook anatomy. How directly the fascia of the scalp
      continues into that of the face, sources describe differently. I say that it runs on into the face, and leave it
      there.
    </Finding>
  ),
  question: 'Where did your scalp move least: front, sides, crown or back? One word is plenty.',
  signOff: 'Until tomorrow,',
}

export default previewLesson(day1, { of: 7, slug: 'seven-mornings' })
