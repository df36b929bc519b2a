/** How a letter goes on after "Good morning": with the reader's name as it was typed, or nothing. */
export function commaName(firstName: string): string {
  return firstName ? `, ${firstName}` : ''
}
