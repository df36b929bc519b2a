/** @jsxImportSource react */
import { Img, Section } from './kit'
import { look } from './look'
import { useGap, useSetting } from './setting'

/** The drawing of the day: a picture in mail, the drawing itself on the web, its title in text. */
export const Figure = () => {
  const siteUrl = useGap('siteUrl')
  const { medium, drawing } = useSetting()
  if (!drawing) return null
  const { src, alt, width, height, svg } = drawing
  if (medium === 'text') return <p>[Drawing: {alt}]</p>
  if (medium === 'web') return <figure className="drawing" dangerouslySetInnerHTML={{ __html: svg ?? '' }} />
  return (
    <Section style={look.figure}>
      <Img
        className="g-picture"
        src={`${siteUrl}${src}`}
        alt={alt}
        width={width}
        height={height}
        style={{ ...look.picture, maxWidth: `${width}px` }}
      />
    </Section>
  )
}
