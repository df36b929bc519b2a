/**
 * Replaces `@react-email/render`, which the resend SDK loads only for React letters; ours are compiled at build time.
 */
export function render(): never {
  throw new Error('Letters are compiled at build time; nothing is rendered here')
}
