/** How a letter goes on after "Good morning": with the reader's name or nothing. A name never holds `%%`. */
export function commaName(firstName: string): string {
  return firstName ? `, ${firstName.replace(/%%+/g, '%')}` : ''
}
