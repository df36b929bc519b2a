/** Why someone gets what she gets: one sentence a kind, put into the frame's slot. */
export const reasons = {
  lesson: 'You get this because you asked for the course at %%siteHost%%: one lesson a day until it is done.',
  broadcast: 'You get this because you asked for letters from %%senderName%% at %%siteHost%%.',
} as const
