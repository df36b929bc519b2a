/** @jsxImportSource react */
import { BookingLink } from '../_components/booking'
import type { LessonSource } from '../_components/course'
import { Finding } from '../_components/known'
import { previewLesson } from '../_components/preview'
import { P } from '../_components/prose'
import { sources } from './sources'

export const day6: LessonSource = {
  day: 6,
  title: 'Your hair grows in living tissue',
  subject: 'What massage does for hair, told honestly',
  preheader: 'Two studies, with the parts that are usually left out, and a habit of four minutes.',
  minutes: 4,
  opening: (
    <>
      <P>
        There may be a hair on your pillow this morning. Look at the end that was in the scalp. If you find a pale bulb
        there, smaller than a pinhead, the hair most likely let go because its time was over. The small organ that made
        it stays in its place and rests before it starts the next.
      </P>
      <P>
        That organ is the follicle, and it is rooted in the layers you have been moving all week. It has its own fine
        vessels, a muscle of its own, and nerve endings wrapped so closely around it that you notice when a single hair
        is bent.
      </P>
    </>
  ),
  idea: (
    <>
      <P>
        It is fair to ask, then, whether scalp care serves the hair. The reasoning is simple. Massage can bring blood to
        the scalp, and you feel the warmth. A scalp that glides should also put less mechanical tension on the follicles
        in it. But reasoning is where knowledge begins, and it takes trials to finish it.
      </P>
      <P>
        Two studies are quoted everywhere. Both are further down, with the parts that usually get lost. Read them the
        way you would read the letter of a hopeful friend, with pleasure and with a pencil.
      </P>
      <P>
        My own reading is this. In one small study, regular massage went with hair that was a little thicker. Nobody has
        shown that it brings back hair that is gone. What four minutes a day can give you is warmth, movement and the
        good habit of noticing your own scalp. If that were all, I would still do it.
      </P>
      <P>If your hair falls suddenly, or in patches, see a doctor before you watch another video about massage.</P>
    </>
  ),
  practice: {
    name: 'The daily habit',
    before:
      'Choose something you do every day and hang these four minutes on it: the kettle, the bath filling, the time between the alarm and getting up.',
    steps: [
      {
        seconds: 60,
        words: 'Front. Finger pads behind the hairline, small glides forwards and back.',
      },
      {
        seconds: 60,
        words: 'Sides. Palms flat above the ears, slow circles that travel up and back.',
      },
      {
        seconds: 60,
        words: 'Crown. Ten fingertips, lift and let go, moving on by a finger’s width each time.',
      },
      {
        seconds: 60,
        words: 'Back. Fingertips under the ridge at the base of the skull, sliding up and coming down.',
      },
    ],
    feel: 'Pleasantly ordinary, like brushing your teeth, and warm at the end. Dry hair is best. Keep your nails out of it, and leave any sore place alone.',
  },
  known: (
    <>
      <Finding {...sources.thickness}>
        Nine healthy men had four minutes of massage a day from a device. After 24 weeks their hair measured 0.092 mm
        where it had been 0.085. It grew no faster, the number of hairs fell at 12 weeks, there was no separate control
        group, and industry paid for part of the work.
      </Finding>
      <Finding {...sources.survey}>
        In a survey, 68.9% of 327 people who had tried self-massage said that their hair loss had stabilised or that
        hair had come back. There was no control group, people chose themselves, only 17.9% of those asked answered, and
        an author had an interest in the method.
      </Finding>
    </>
  ),
  question: 'Where in your day will the four minutes live? Tell me the hour and the place.',
  invitation: (
    <BookingLink>If you would like somebody to look closely at your scalp and work on it, I am here.</BookingLink>
  ),
  signOff: 'Until tomorrow, for the last one,',
}

export default previewLesson(day6, { of: 7, slug: 'seven-mornings' })
