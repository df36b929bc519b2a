/** Where a finding leads to: a field of the draft, a block of its words (counted from 0), or what is set elsewhere. */
export type Place = { part: 'subject' | 'preheader' | 'words' | 'settings' } | { part: 'block'; block: number }

/** Something to mend, or to look at, before a letter leaves; `message` is for the practitioner. */
export type Finding = { code: FindingCode; blocking: boolean; message: string; place: Place }

export type FindingCode =
  | 'no_subject'
  | 'subject_long'
  | 'subject_shouts'
  | 'subject_clickbait'
  | 'no_preheader'
  | 'no_words'
  | 'placeholder'
  | 'brackets'
  | 'unknown_gap'
  | 'no_alt'
  | 'only_pictures'
  | 'too_heavy'
  | 'link_not_https'
  | 'link_internal'
  | 'link_dead'
  | 'link_unchecked'
  | 'claim'
  | 'no_postal_address'
  | 'domain_unverified'
  | 'domain_unknown'

/** Makes findings about one place. */
export const findingsAt = (place: Place) => ({
  blocks: (code: FindingCode, message: string): Finding => ({ code, blocking: true, message, place }),
  warns: (code: FindingCode, message: string): Finding => ({ code, blocking: false, message, place }),
})
