/** @jsxImportSource react */
import { BookingLink } from '../_components/booking'
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day5: LessonSource = {
  day: 5,
  title: 'The base of the skull, and flow',
  subject: 'Stay in bed for this one',
  preheader: 'The hollows where the skull meets the neck, the road the lymph takes, and five minutes lying down.',
  minutes: 5,
  opening: (
    <>
      <P>
        Stay in bed for this one. Turn onto your back if you like, and push the pillow aside. Reach behind your head and
        find the ridge where the skull ends. Just below it, on either side of the spine, is a soft hollow.
      </P>
      <P>
        Leave your fingertips there, close your eyes, and look to the left, then to the right. Many people feel a small
        stirring under their fingers. The short muscles in these hollows steady the head while the eyes go about their
        business, and a day in front of a screen gives them little rest.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        These muscles live at a crossroads. The occipitalis, the back end of your cap, is fastened to the bone just
        above them. A large nerve climbs through here to serve the back of the scalp, and an artery goes with it. The
        lymph comes past as well. Lymph has no heart to push it. Its vessels squeeze it along by themselves, helped by
        the movement of the tissue around them.
      </P>
      <P>
        I would rather talk about movement and flow than about lifting. Tissue that glides supports the circulation,
        gives the lymph its road and keeps nerve and muscle in conversation. Tissue that does not glide looks dull to
        me, or puffy, or tense, and pulling it upwards does not give it back its movement.
      </P>
      <P>
        None of this needs force, and I make no claim to drain you. A healthy body does that by itself, day and night.
        What I am after this morning is plainer: a head that is allowed to be heavy, and some warmth and movement where
        things have been standing still.
      </P>
    </>
  ),
  practice: {
    name: 'The heavy head',
    steps: [
      {
        seconds: 30,
        words:
          'Lie on your back with a low pillow or none. Let the mattress take the weight of your head, then a little more of it.',
      },
      {
        seconds: 120,
        words:
          'Hands behind your head, palms up, fingertips curled under the ridge. The head sinks onto the fingertips and the fingers stay still. Breathe, and wait for the first softening.',
      },
      {
        seconds: 60,
        words:
          'Nod as if agreeing with somebody asleep beside you, so slightly that nobody would see it. Chin a little down, then back. Ten times, or fewer.',
      },
      {
        seconds: 60,
        words:
          'Move the fingertips out along the ridge, first halfway to the ears, then right behind them. At each place slide the skin slowly up and let it come down.',
      },
      {
        seconds: 30,
        words:
          'With flat hands stroke from behind the ears down the sides of the neck to the collarbones, as lightly as you would smooth a silk scarf. Leave the front of the throat alone.',
      },
    ],
    feel: 'As if your head were lying in somebody else’s hands. The neck grows warm and the breath slows. If you feel dizzy, or a pain travels anywhere, stop and lie quietly.',
  },
  known: (
    <Finding {...sources.scalp}>
      The scalp has no lymph nodes of its own. It drains to nodes at the base of the skull, behind the ears and in front
      of them, and then down the neck. I have found no good evidence that self-massage improves this in healthy people.
    </Finding>
  ),
  question: 'Which side of the ridge felt fuller under your fingers, the left or the right?',
  invitation: <BookingLink>At the base of the skull, most people on my table go quiet.</BookingLink>,
  signOff: 'Until tomorrow,',
}

export default previewLesson(day5, { of: 7, slug: 'seven-mornings' })
