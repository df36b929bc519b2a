import { developmentSettings, type SettingName, type Settings, settingNames } from '../../scripts/support/settings.ts'

/** The settings of a test; those left empty keep a developer's own `.dev.vars` out. */
export const testSettings = {
  ...(Object.fromEntries(settingNames.map((name) => [name, ''])) as Record<SettingName, string>),
  ...developmentSettings,
  APP_SECRET: 'a secret that is good for journeys only',
  RESEND_RATE: '1000', // the emulator of a test has no rate limit unless a test sets one
}

/** What a public host needs beyond that: secrets that nobody can know. */
export const publicSettings = {
  APP_SECRET: 'q4Jb0VZ0l6w1nZ3kq5C5dE1mJbQmQ2m0vWq8Yx7uT6s=',
  RESEND_WEBHOOK_SECRET: 'whsec_k8Jp2n0XGv5zW1bQ7yLr4TtA9cUeHdM3',
} satisfies Settings
