/** @jsxImportSource react */
import type { CSSProperties, ReactNode } from 'react'
import { Img, Section } from './kit'
import { look } from './look'
import { useSetting } from './setting'

type Content = { children: ReactNode }

/** The heading of a smaller part. */
export const MinorHeading = ({ children }: Content) =>
  useSetting().medium === 'mail' ? (
    <h3 className="g-ink" style={look.minorHeading}>
      {children}
    </h3>
  ) : (
    <h3>{children}</h3>
  )

/** A list, with signs or with numbers. */
export const List = ({ ordered, children }: Content & { ordered?: boolean }) => {
  const Tag = ordered ? 'ol' : 'ul'
  return useSetting().medium === 'mail' ? (
    <Tag className="g-ink" style={look.list}>
      {children}
    </Tag>
  ) : (
    <Tag>{children}</Tag>
  )
}

/** One line of a list. */
export const Item = ({ children }: Content) =>
  useSetting().medium === 'mail' ? <li style={look.listItem}>{children}</li> : <li>{children}</li>

type Picture = { src: string; alt: string; width: number | string; height: number | string }

/** A picture of the author's own; in text it is what it shows. */
export const Picture = ({ src, alt, width, height }: Picture) => {
  const { medium } = useSetting()
  if (medium === 'text') return <p>[Picture: {alt}]</p>
  if (medium === 'web')
    return (
      <figure>
        <img src={src} alt={alt} width={width} height={height} loading="lazy" />
      </figure>
    )
  const style: CSSProperties = { ...look.picture, maxWidth: `${width}px` }
  return (
    <Section style={look.figure}>
      <Img className="g-picture" src={src} alt={alt} width={width} height={height} style={style} />
    </Section>
  )
}
