function _runwalk_completion
    set -l words (commandline -cp | string collect)
    set -l word (commandline -ct | string collect)
    for line in (env _RUNWALK_COMPLETE=fish_complete COMP_WORDS="$words" COMP_CWORD="$word" runwalk 2>/dev/null)
        set -l parts (string split -m 1 "," -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories "$parts[2]"
            case file
                __fish_complete_path "$parts[2]"
            case plain
                printf "%s\n" $parts[2]
        end
    end
end
complete --no-files --keep-order --command runwalk --arguments "(_runwalk_completion)"
