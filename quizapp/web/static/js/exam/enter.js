// A question alone is the page without script. With script there is the room: go there.
location.replace(document.querySelector("[data-room]").dataset.room);
