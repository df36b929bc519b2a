type InboxDrawingProps = { sender: string; subject: string; preheader: string }

/** How the inbox of a phone shows a letter, and where it cuts subject and preheader. */
export const InboxDrawing = ({ sender, subject, preheader }: InboxDrawingProps) => (
  <figure class="inbox">
    <figcaption class="hint">In the inbox of a phone</figcaption>
    <div class="phone" aria-hidden="true">
      <Mail sender="A friend" />
      <div class="mail new">
        <p class="from">
          <strong>{sender}</strong> <span>7:00</span>
        </p>
        <p class="line" data-drawn="subject" data-empty="No subject yet">
          {fillSample(subject) || 'No subject yet'}
        </p>
        <p class="line muted" data-drawn="preheader" data-empty="Here stand the first words of the letter">
          {fillSample(preheader) || 'Here stand the first words of the letter'}
        </p>
      </div>
      <Mail sender="The library" />
    </div>
  </figure>
)

const Mail = ({ sender }: { sender: string }) => (
  <div class="mail">
    <p class="from">
      {sender} <span>6:42</span>
    </p>
    <p class="bar" />
    <p class="bar short" />
  </div>
)

const fillSample = (words: string) => words.trim().replaceAll('%%commaName%%', ', Anna')
