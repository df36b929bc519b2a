/** What every page knows about the house it stands in: the practitioner as readers know her, and where she can be reached. */
export type Site = {
  senderName: string
  /** A few lines in her own voice; a blank line begins a new paragraph. */
  about: string
  /** Path or address of a portrait on this host, upright, at least 320 px wide. */
  portrait?: string
  /** https://host, no slash at the end. */
  publicUrl: string
  replyTo: string
  postalAddress: string
  courseTitle: string
  turnstileSiteKey?: string
}
