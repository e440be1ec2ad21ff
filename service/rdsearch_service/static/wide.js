// On a wide screen there is room beside the results for the choices; on a phone they stay closed.
"use strict";

if (matchMedia("(min-width: 64rem)").matches) {
  for (const details of document.querySelectorAll("[data-open-when-wide]")) details.open = true;
}
