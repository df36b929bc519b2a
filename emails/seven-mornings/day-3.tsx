/** @jsxImportSource react */
import { BookingLink } from '../_components/booking'
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day3: LessonSource = {
  day: 3,
  title: 'Temples and jaw, where holding lives',
  subject: 'Where are your teeth right now?',
  preheader: 'A chewing muscle lives under your hair. Five slow minutes for the temples, with the jaw loose.',
  minutes: 5,
  opening: (
    <>
      <P>
        Where are your teeth? Change nothing yet. If the upper and lower rows are touching, your jaw is at work, and
        there is nothing to chew.
      </P>
      <P>
        A jaw at rest keeps the teeth a few millimetres apart behind closed lips, with the tongue lying against the
        palate. Many of us live differently. We close our teeth over an email, in traffic, over a sentence we have
        decided not to say, and by evening the temples know about it.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        Put two fingers on your temples and bite once, gently. What swells under them is the temporalis. It begins as a
        broad fan on the side of the skull, mostly under the hair, narrows, slips beneath the cheekbone and takes hold
        of the lower jaw. One of your chewing muscles, then, lives where you wash your hair. The fascia that covers the
        temple blends into the edge of the galea above, and below it the tissue runs on towards cheek and jaw.
      </P>
      <P>
        People whose scalp hardly moves often tell me the same things. The forehead is heavy. Lines of expression stay
        when the expression has gone. The jaw is tired by breakfast. There are headaches, and a feeling that the whole
        face is pressed together, as if by a hat one size too small. I pass this on as what people report. Each of these
        can have other causes, and a headache that is new or severe belongs with a doctor first.
      </P>
      <P>
        Holding is work, and work can stop. In my experience it stops sooner under a warm hand than on command. This
        morning the hand is yours.
      </P>
    </>
  ),
  practice: {
    name: 'Slow circles, loose jaw',
    steps: [
      {
        seconds: 30,
        words:
          'Lips closed, teeth apart, tongue resting against the palate. Breathe in and out through the nose three times, and let the lower jaw grow heavy.',
      },
      {
        seconds: 90,
        words:
          'Lay three finger pads on each temple, in the shallow hollow behind the outer corner of the eye. Sink in until you meet muscle, then circle slowly backwards, one circle to a breath. The skin goes with you.',
      },
      {
        seconds: 90,
        words:
          'Follow the fan with the same circles: two fingers’ width higher, then into the hair above the ear, then just behind the top of the ear. Three places, half a minute each.',
      },
      {
        seconds: 60,
        words:
          'Now the thick muscle in front of the earlobes. Jaw still loose, draw the tissue slowly down towards the corner of the jaw, and let it come back.',
      },
      {
        seconds: 30,
        words:
          'Rest warm palms over both temples without moving. Yawn if a yawn comes, and take your hands away slowly.',
      },
    ],
    feel: 'Heavy and warm, perhaps a little sleepy. The muscle may be firm, like a calf after a walk. If it aches, it is asking for half the pressure.',
  },
  known: (
    <Finding {...sources.headache}>
      In a trial with 56 people, head and neck massage was no better than a placebo treatment for how often tension
      headaches came. So this practice may feel relaxing, and I promise nothing beyond that.
    </Finding>
  ),
  question: 'When in your day does your jaw close: at the desk, on the road, in your sleep?',
  invitation: <BookingLink>Temples and jaw are good places for hands that are not your own.</BookingLink>,
  signOff: 'Until tomorrow,',
}

export default previewLesson(day3, { of: 7, slug: 'seven-mornings' })
