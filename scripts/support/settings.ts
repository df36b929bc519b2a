/** Every setting the service knows, in the order of the contract. */
export const settingNames = [
  'PUBLIC_URL',
  'LIBSQL_URL',
  'LIBSQL_AUTH_TOKEN',
  'HEALTH_TOKEN',
  'APP_SECRET',
  'APP_SECRET_PREVIOUS',
  'RESEND_API_KEY',
  'RESEND_BASE_URL',
  'RESEND_WEBHOOK_SECRET',
  'RESEND_RATE',
  'FROM_EMAIL',
  'FROM_NAME',
  'REPLY_TO',
  'POSTAL_ADDRESS',
  'ADMIN_EMAILS',
  'BOOKING_URL',
  'BOOKING_PROVIDER',
  'BOOKING_WEBHOOK_SECRET',
  'TURNSTILE_SITE_KEY',
  'TURNSTILE_SECRET_KEY',
  'SEND_HOUR',
  'DEFAULT_TIME_ZONE',
  'ABOUT',
  'PORTRAIT',
  'BLOCK_DISPOSABLE',
  'SIGNUPS_PER_HOUR',
  'SIGNUPS_PER_DOMAIN_HOUR',
  'HSTS_SUBDOMAINS',
  'KEEP_UNCONFIRMED_DAYS',
  'KEEP_EVENTS_DAYS',
  'DEV_CLOCK',
] as const

export type SettingName = (typeof settingNames)[number]
export type Settings = Partial<Record<SettingName, string>>

/** Settings of a practice that does not exist, so that a fresh clone needs no file. */
export const developmentSettings = {
  PUBLIC_URL: 'http://localhost',
  HEALTH_TOKEN: 'token-of-development',
  RESEND_API_KEY: 're_development',
  RESEND_WEBHOOK_SECRET: 'whsec_ZGV2ZWxvcG1lbnQgb25seSwgbm90IGEgc2VjcmV0',
  FROM_EMAIL: 'maren@holt-practice.example',
  FROM_NAME: 'Maren Holt',
  REPLY_TO: 'maren@holt-practice.example',
  POSTAL_ADDRESS: '12 Linden Lane, 1010 Vienna, Austria',
  ADMIN_EMAILS: 'maren@holt-practice.example',
  BOOKING_URL: 'https://booking.example/maren-holt',
  BOOKING_PROVIDER: 'none',
  SEND_HOUR: '7',
  DEFAULT_TIME_ZONE: 'Europe/Vienna',
  ABOUT:
    'I work with my hands: on the scalp, the face and the neck, and on the calm between them.\n\n' +
    'Most people come to me for their face. Most of them leave having met their scalp.',
  DEV_CLOCK: '1',
} satisfies Settings
