# Sourced by scripts/package and scripts/xe: the commands of xe with the words that each takes, for completion.

# Out of the page that is generated from the server's tables; a command a line.
xe_words() { # page
    local page=$1 class
    for class in $(sed -n '/^## Commands of every class/,/^## /s/`\([a-z-]*\)`/\n\1\n/gp' "$page" | grep -x '[a-z-]*'); do
        echo "$class-list params= --minimal --multiple"
        echo "$class-param-list uuid="
        echo "$class-param-get uuid= param-name= param-key="
        echo "$class-param-set uuid="
        echo "$class-param-add uuid= param-name= param-key="
        echo "$class-param-remove uuid= param-name= param-key="
        echo "$class-param-clear uuid= param-name="
    done
    # | `name` | uuid [other map:] | chooses | calls |
    sed -n 's/^| `\([a-z0-9-]*\)` | \([^|]*\) | *\([^| ]*\)[^|]*|.*/\1|\2|\3/p' "$page" | awk -F'|' '
        {
            gsub(/[][]/, "", $2)
            line = $1
            count = split($2, words, " ")
            for (i = 1; i <= count; i++)
                line = line " " words[i] (words[i] ~ /:$/ ? "" : "=")
            if ($3 == "VMs") line = line " vm= uuid= --multiple"
            if ($3 == "hosts") line = line " host= uuid= --multiple"
            if ($3 == "SRs") line = line " sr= uuid= --multiple"
            print line
        }'
    echo "help --all --minimal"
}
