import type { Config } from '../../platform/config'

/** What every page knows of the service: the practitioner's name, text and addresses. */
export type Site = {
  senderName: string
  /** A few lines in the practitioner's voice; a blank line begins a new paragraph. */
  about: string
  /** Path or URL of a portrait on this host, upright, at least 320 px wide. */
  portrait?: string
  /** https://host, no slash at the end. */
  publicUrl: string
  replyTo: string
  postalAddress: string
  turnstileSiteKey?: string
}

/** The site as the settings describe it. */
export function siteOf(config: Config): Site {
  return {
    senderName: config.FROM_NAME,
    about: config.ABOUT,
    publicUrl: config.PUBLIC_URL,
    replyTo: config.REPLY_TO,
    postalAddress: config.POSTAL_ADDRESS,
    ...(config.PORTRAIT ? { portrait: config.PORTRAIT } : {}),
    ...(config.TURNSTILE_SITE_KEY ? { turnstileSiteKey: config.TURNSTILE_SITE_KEY } : {}),
  }
}
