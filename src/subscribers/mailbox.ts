/**
 * One mailbox in all its spellings, and its domain: without the tag behind a plus and without dots. Only sign-up limits
 * use it, so two people who are taken for one wait a little longer and lose nothing.
 */
export function mailboxOf(address: string): { mailbox: string; domain: string } {
  const { name, domain } = ownerOf(address)
  return { mailbox: `${name.replaceAll('.', '') || name}@${domain}`, domain }
}

/**
 * The address by which its owner is known who wants no more mail: without the tag behind a plus. Dots are removed only
 * where the mail provider itself ignores them (support.google.com/mail/answer/7436150); elsewhere they tell people
 * apart.
 */
export function ownersAddress(address: string): string {
  const { name, domain } = ownerOf(address)
  return `${domain === 'gmail.com' ? name.replaceAll('.', '') || name : name}@${domain}`
}

function ownerOf(address: string): { name: string; domain: string } {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at).toLowerCase()
  const domain = address.slice(at + 1).toLowerCase()
  const [untagged] = local.split('+', 1)
  return { name: untagged || local, domain: domain === 'googlemail.com' ? 'gmail.com' : domain }
}
