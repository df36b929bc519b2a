/** How words are formed where no script does it. */
export const PlainHelp = () => (
  <>
    An empty line begins a paragraph. <kbd>**bold**</kbd> <kbd>*italic*</kbd> <kbd>## Heading</kbd> <kbd>- list</kbd>{' '}
    <kbd>1. list</kbd> <kbd>---</kbd> for a line, <kbd>[words](https://…)</kbd> for a link,{' '}
    <kbd>[Book a session](%%bookUrl%% "button")</kbd> for a button, <kbd>%%commaName%%</kbd> for the first name. A
    picture comes from <a href="/admin/media">your pictures</a>.
  </>
)
