/** Why a reader gets a letter: one sentence a kind, for the frame's slot. */
export const reasons = {
  lesson: 'You get this because you asked for the course at %%siteHost%%: one lesson a day until it is done.',
  broadcast: 'You get this because you asked for letters from %%senderName%% at %%siteHost%%.',
} as const
