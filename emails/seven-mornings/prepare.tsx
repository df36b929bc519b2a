/** @jsxImportSource react */
import { A, P, Subheading } from '../_components/prose'
import { useGap } from '../_components/setting'

/** How to come to a session, for someone who has one before her. */
export const Prepare = () => (
  <>
    <Subheading>How to prepare for your session</Subheading>
    <P>
      Come with dry hair, free of oil, spray and pins, and in something that leaves the neck comfortable. Earrings and
      necklaces are best left at home. Eat lightly beforehand, and keep the half hour afterwards free if you can.
    </P>
    <P>
      Leave out your own practice that day, so that we both meet your scalp as it is. Bring two thoughts instead: where
      it moves least, and what you would like to be easier.
    </P>
    <P>
      Before you come, read the page on care once more. If something on it applies to you, if you take medicine that
      affects bleeding, or if you have had a procedure on scalp or face in recent months, please tell me in good time. A
      reply to this letter is enough. <A href={useGap('careUrl')}>The page on care</A>
    </P>
  </>
)
